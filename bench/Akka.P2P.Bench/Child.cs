namespace Akka.P2P.Bench;

using System.Diagnostics;

/// <summary>Programs that a benchmark starts.</summary>
internal static class Child
{
    public static Process Self(params string[] arguments) =>
        Start("dotnet", redirect: false, [typeof(Child).Assembly.Location, .. arguments]);

    public static Process Node(params string[] arguments) => Start("dotnet", redirect: true, [NodePath(), .. arguments]);

    public static Process Start(string program, bool redirect, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = redirect, RedirectStandardError = redirect })!;

    // artifacts/<flavour>/bin/Akka.P2P.Bench/release -> artifacts/<flavour>/bin/Akka.P2P.Node/release
    private static string NodePath()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(here.Parent!.Parent!.FullName, "Akka.P2P.Node", here.Name, "akka-p2p.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException("Build Akka.P2P.Node first, in the same configuration.", path);
    }
}
