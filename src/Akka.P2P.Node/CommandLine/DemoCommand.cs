namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using Akka.P2P.Node.Demo;

internal static class DemoCommand
{
    public static Command Describe()
    {
        var size = new Option<long>("--size")
        {
            Description = "Size of the file that is made up.",
            HelpName = "SIZE",
            DefaultValueFactory = _ => 256L << 20,
            CustomParser = result =>
            {
                if (ByteSize.TryParse(result.Tokens[0].Value, out var bytes))
                    return bytes;

                result.AddError($"--size takes a size such as 256MiB or 2GiB; '{result.Tokens[0].Value}' is none");
                return 0;
            },
        };
        var file = new Option<string?>("--file") { Description = "A file or folder of yours to move instead.", HelpName = "PATH" };
        var leechers = new Option<int>("--leechers") { Description = "How many peers download, 1 to 50.", DefaultValueFactory = _ => 2 };
        leechers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 50)
                result.AddError("--leechers takes a number from 1 to 50");
        });
        var json = CommonOptions.Json();
        var command = new Command("demo", "A tracker, a seeder and leechers in this process, over real TCP on loopback; verifies what arrives.")
        {
            size, file, leechers, json,
        };
        command.Runs(json, (parsed, reporter, cancellation) => new DemoRun(
            new DemoRequest(parsed.GetValue(size), parsed.GetValue(file), parsed.GetValue(leechers)), reporter).RunAsync(cancellation));
        return command;
    }
}
