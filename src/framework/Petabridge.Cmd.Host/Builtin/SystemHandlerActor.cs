namespace Petabridge.Cmd.Host.Builtin;

using System.Globalization;
using System.Net;
using System.Reflection;
using Akka.Actor;
using Petabridge.Cmd.Common.Wire;

/// <summary>Answers <see cref="SystemCommands"/>.</summary>
internal sealed class SystemHandlerActor : CommandHandlerActor
{
    private readonly Task<IPEndPoint?> _bound;

    public SystemHandlerActor(Task<IPEndPoint?> bound)
        : base(SystemCommands.Commands)
    {
        _bound = bound;
        Answer(SystemCommands.Uptime, Uptime);
        Answer(SystemCommands.Version, Versions);
        Answer(SystemCommands.Engine, Engine);
        Answer(SystemCommands.Info, () => [.. Address(), .. Uptime(), .. Versions(), .. Engine()]);
    }

    private void Answer(CommandDefinition definition, Func<Facts> facts) =>
        Process(definition.Name, command => Sender.Tell(new CommandResponse(command.WantsJson ? facts().ToJson() : facts().ToText())));

    private static Facts Uptime() =>
        [new Fact("uptime", Spans.Text(Context.System.Uptime), Math.Round(Context.System.Uptime.TotalSeconds, 3))];

    private static Facts Versions()
    {
        var program = Assembly.GetEntryAssembly()?.GetName();
        return
        [
            new Fact("host", $"Petabridge.Cmd.Host {HostIdentity.Version}"),
            new Fact("program", $"{program?.Name} {program?.Version}"),
            new Fact("runtime", System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription),
        ];
    }

    private static Facts Engine() => [new Fact("engine", HostIdentity.Engine)];

    private Facts Address() =>
    [
        new Fact("system", ((ExtendedActorSystem)Context.System).Provider.DefaultAddress.ToString()),
        new Fact("process", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), Environment.ProcessId),
        new Fact("machine", Environment.MachineName),
        new Fact("pbm", _bound is { IsCompletedSuccessfully: true } ? TcpFrameChannel.Name(_bound.GetAwaiter().GetResult()) : "not listening"),
    ];
}
