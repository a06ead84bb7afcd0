namespace Akka.P2P.Node.Menu;

using System.Runtime.InteropServices;
using Akka.P2P.Node.Hosting;

/// <summary><c>akka-p2p node --console</c>: a headless node, with a person at its menu.</summary>
internal sealed class MenuRun(LayeredConfig config)
{
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        var settings = NodeSettings.From(config.Merged);
        if (!settings.IsPeer)
            throw new CommandException(ExitCode.WrongUsage, "--console is for a node that is a peer: akka.p2p.node.roles names no peer.");

        // A terminal that is closed asks the node to end, as Ctrl+C does.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            ending.Cancel();
        });
        using var screen = MenuScreens.Open(settings.DataFolder);
        var code = await new HeadlessRun(config, new MenuReporter(screen.Screen), new MenuFace(screen.Screen)).RunAsync(ending.Token);
        screen.Screen.Print("Shutting down the peer.");
        return code;
    }
}
