namespace Petabridge.Cmd.Host.Sessions;

using Akka.Actor;
using Akka.Event;
using Petabridge.Cmd.Common.Wire;

/// <summary>From a line to its handler.</summary>
internal sealed partial class ClientActor
{
    private void Execute(ExecuteFrame execute)
    {
        if (_running.ContainsKey(execute.Id))
        {
            Refuse($"Command {execute.Id} is running already.");
            return;
        }

        if (execute.Line.Length > MaxLine)
        {
            Answer(execute.Id, $"The command line is too long: {execute.Line.Length} characters, and {MaxLine} are the most.");
            return;
        }

        if (_running.Count >= _context.Settings.MaxCommandsPerClient)
        {
            Answer(execute.Id, $"{_running.Count} commands of this console are running, which is the most (petabridge.cmd.max-commands-per-client).");
            return;
        }

        var parsed = CommandParser.ParseLine(_context.Registry.Palettes, execute.Line);
        if (!parsed.IsValid)
        {
            Answer(execute.Id, parsed.Error);
            return;
        }

        _log.Debug("{0} runs: {1}", _channel.Remote, execute.Line);
        try
        {
            Run(execute, parsed.Command, HandlerOf(parsed.Command.PaletteName));
        }
        catch (Exception e)
        {
            _log.Error(e, "The handler of palette '{0}' can't be made", parsed.Command.PaletteName);
            Answer(execute.Id, $"The handler of '{parsed.Command.PaletteName}' can't be made: {e.Message}");
        }
    }

    private void Run(ExecuteFrame execute, Command command, IActorRef handler)
    {
        var window = new CreditWindow(Math.Clamp(execute.Window, 1, ResponseCost.Window));
        var (id, channel) = (execute.Id, _channel);
        var actor = Context.ActorOf(Props.Create(() => new CommandActor(id, command, handler, channel, window)), $"~{++_started}");
        Context.Watch(actor);
        _running.Add(id, new Running(actor, handler, window));
    }

    private IActorRef HandlerOf(string palette)
    {
        if (_handlers.TryGetValue(palette, out var handler))
            return handler;
        handler = Context.ActorOf(_context.Registry.Find(palette)!.HandlerProps, palette);
        Context.Watch(handler);
        return _handlers[palette] = handler;
    }

    private void Answer(int id, string error) => _channel.Post(new ResponseFrame(id, error, Final: true, IsError: true));
}
