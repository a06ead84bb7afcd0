namespace Akka.P2P.Processes;

/// <summary>Where the programs are that tests start.</summary>
public static class Programs
{
    /// <summary><c>akka-p2p.dll</c>.</summary>
    public static string Node { get; } = In("Akka.P2P.Node", "akka-p2p.dll");

    /// <summary><c>akka-p2p-liar.dll</c>.</summary>
    public static string Liar { get; } = In("Akka.P2P.Liar", "akka-p2p-liar.dll");

    // artifacts/<flavour>/bin/<project>/release: its own output is what users run, compiled ahead. The copy beside the tests does the same, and starts slower.
    private static string In(string project, string program)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var own = here.Parent?.Parent is { } bin ? Path.Combine(bin.FullName, project, here.Name, program) : program;
        return File.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, program);
    }
}
