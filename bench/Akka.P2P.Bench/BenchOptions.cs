namespace Akka.P2P.Bench;

using System.Globalization;

/// <param name="SizeMiB">The file's size in MiB.</param>
/// <param name="Folder">Where source and copies lie: it decides whether a disk is part of the measurement.</param>
/// <param name="Runs">How often each way is run; the best and the median are printed.</param>
internal sealed record BenchOptions(int SizeMiB, string Folder, int Runs)
{
    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions(1024, Path.GetTempPath(), 3);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            options = args[i] switch
            {
                "--size" => options with { SizeMiB = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--dir" => options with { Folder = args[i + 1] },
                "--runs" => options with { Runs = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"Unknown option {args[i]}."),
            };
        }

        return options;
    }
}
