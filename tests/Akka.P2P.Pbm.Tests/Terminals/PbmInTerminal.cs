namespace Akka.P2P.Pbm.Tests.Terminals;

using Akka.P2P.Pbm.Tests.Running;
using Akka.P2P.Terminals;
using Akka.P2P.Testing;

/// <summary>The real program in a real pseudo-terminal, at a host in this process, with a home of its own.</summary>
internal sealed class PbmInTerminal : IAsyncDisposable
{
    private readonly TempFolder _home = new();

    private PbmInTerminal(SampleHost host) => Host = host;

    public SampleHost Host { get; }

    public Terminal Terminal { get; private set; } = null!;

    public string Home => _home.Path;

    public string Prompt => $"[{Host.Address}] pbm>";

    /// <summary>The program's file, to be run by <c>dotnet</c>.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "pbm.dll");

    /// <summary>A shell at the prompt; in a narrow terminal <paramref name="prompt"/> says how that ends.</summary>
    public static async Task<PbmInTerminal> ShellAsync(int columns, int rows, string? prompt = null, params (string Name, string Value)[] environment)
    {
        var pbm = new PbmInTerminal(await SampleHost.StartAsync());
        await pbm.StartAsync(columns, rows, environment, "dotnet", Program, pbm.Host.Address);
        await pbm.Terminal.WaitInTranscriptAsync(prompt ?? pbm.Prompt);
        return pbm;
    }

    /// <summary>A script of /bin/sh, in which <c>$PBM</c> is the program and <c>$HOST</c> the host.</summary>
    public static async Task<PbmInTerminal> ScriptAsync(string script)
    {
        var pbm = new PbmInTerminal(await SampleHost.StartAsync());
        await pbm.StartAsync(100, 30, [("PBM", $"dotnet {Program}"), ("HOST", pbm.Host.Address)], "/bin/sh", "-c", script);
        return pbm;
    }

    /// <summary>Once more, with the same home and host.</summary>
    public async Task AgainAsync(int columns, int rows)
    {
        await Terminal.DisposeAsync();
        await StartAsync(columns, rows, [], "dotnet", Program, Host.Address);
        await Terminal.WaitInTranscriptAsync(Prompt);
    }

    public void Approve(string name, string screen) => ApprovedScreen.Is(name, screen, Host);

    public async ValueTask DisposeAsync()
    {
        await Terminal.DisposeAsync();
        await Host.DisposeAsync();
        _home.Dispose();
    }

    private async Task StartAsync(int columns, int rows, (string Name, string Value)[] environment, params string[] command)
    {
        Dictionary<string, string> variables = new() { ["XDG_STATE_HOME"] = Home, ["NO_COLOR"] = "", ["PBM_TIMEOUT"] = "60" };
        foreach (var (name, value) in environment)
            variables[name] = value;
        Terminal = await Terminal.StartAsync(Home, variables, columns, rows, command);
    }
}
