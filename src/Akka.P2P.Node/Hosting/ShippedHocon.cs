namespace Akka.P2P.Node.Hosting;

/// <summary>The files of <c>hocon/</c> as they were when the program was built, so that <c>demo</c> runs from anywhere.</summary>
internal static class ShippedHocon
{
    public static string Read(string name)
    {
        using var stream = typeof(ShippedHocon).Assembly.GetManifestResourceStream($"hocon.{name}.hocon")
            ?? throw new ArgumentException($"There is no {name}.hocon.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
