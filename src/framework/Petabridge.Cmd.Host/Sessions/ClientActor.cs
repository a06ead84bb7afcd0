namespace Petabridge.Cmd.Host.Sessions;

using Akka.Actor;
using Akka.Event;
using Petabridge.Cmd.Common.Wire;

/// <summary>One console: reads what it asks, has it carried out by the handlers that it keeps for it, and takes them along when it leaves.</summary>
internal sealed partial class ClientActor : ReceiveActor, IWithTimers
{
    private const int MaxLine = 64 * 1024;

    private readonly ClientContext _context;
    private readonly IFrameChannel _channel;
    private readonly string _client;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<int, Running> _running = [];
    private readonly Dictionary<string, IActorRef> _handlers = [];
    private bool _dismissed;
    private int _started;

    public ClientActor(ClientContext context, IFrameChannel channel, string client)
    {
        _context = context;
        _channel = channel;
        _client = client;
        Receive<Frame>(OnFrame);
        Receive<Left>(OnLeft);
        Receive<Terminated>(OnTerminated);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    // What a handler had in hand is lost with it, and its children: those commands end here, whatever it failed at. Those that
    // wait in its mailbox are carried out after the restart.
    protected override SupervisorStrategy SupervisorStrategy() => new HandlerStrategy((child, failure) =>
    {
        foreach (var running in _running.Values.Where(running => running.Handler.Equals(child)))
            running.Actor.Tell(new CommandActor.HandlerFailed(failure.Message));
    });

    protected override void PreStart()
    {
        _log.Debug("{0} ({1}) has connected", _channel.Remote, _client);
        PostPalettes(palettes => new WelcomeFrame(_context.Identity, palettes));
        ReadNext();
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        foreach (var running in _running.Values)
            running.Window.Close();
        _channel.FlushAndCloseAsync();
        _log.Debug("{0} has left", _channel.Remote);
    }

    private void ReadNext() => _channel.ReceiveAsync(_stopping.Token).AsTask().PipeTo(
        Self, success: frame => frame ?? (object)new Left("The console has left.", IsRefused: false), failure: e => new Left(e.Message, IsRefused: e is InvalidDataException));

    private void OnFrame(Frame frame)
    {
        switch (frame)
        {
            case ExecuteFrame execute:
                Execute(execute);
                break;
            case MoreFrame more:
                if (_running.TryGetValue(more.Id, out var reading))
                    reading.Window.Give(more.Cost);
                break;
            case CancelFrame cancel:
                if (_running.TryGetValue(cancel.Id, out var cancelled))
                    cancelled.Cancel("It was cancelled at the console.");
                break;
            case AskPalettesFrame ask:
                PostPalettes(palettes => new PalettesFrame(ask.Id, palettes));
                break;
            default:
                Refuse($"A {frame.GetType().Name} has no place here.");
                return;
        }

        ReadNext();
    }

    private void PostPalettes(Func<PaletteData[], Frame> frame)
    {
        try
        {
            _channel.Post(frame([.. _context.Registry.Palettes.Select(PaletteData.Of)]));
        }
        catch (FrameTooLongException e)
        {
            _log.Error("The palettes can't be described in one frame: {0}", e.Message);
            Refuse($"The host's palettes are too many: {e.Message}");
        }
    }

    private void Refuse(string reason) => Self.Tell(new Left(reason, IsRefused: true));

    // First the commands, whose handlers are told, and then the handlers, after what they were told.
    private void OnLeft(Left left)
    {
        if (left.IsRefused)
            _channel.Post(new RefusedFrame(RefusalCodes.Protocol, left.Reason));
        foreach (var running in _running.Values)
            running.Cancel(left.Reason);
        Timers.StartSingleTimer(nameof(Left), PoisonPill.Instance, _context.Settings.Farewell);
        Become(Leaving);
        StopWhenEmpty();
    }

    private void Leaving()
    {
        Receive<Terminated>(terminated =>
        {
            OnTerminated(terminated);
            StopWhenEmpty();
        });
        Receive<Frame>(_ => { });
        Receive<Left>(_ => { });
    }

    private void StopWhenEmpty()
    {
        if (_running.Count > 0)
            return;
        if (_handlers.Count == 0)
            Context.Stop(Self);
        if (_dismissed)
            return;
        _dismissed = true;
        foreach (var handler in _handlers.Values)
            handler.Tell(PoisonPill.Instance);
    }

    private void OnTerminated(Terminated terminated)
    {
        foreach (var (id, running) in _running)
        {
            if (running.Actor.Equals(terminated.ActorRef))
                _running.Remove(id);
            else if (running.Handler.Equals(terminated.ActorRef))
                running.Actor.Tell(CommandActor.HandlerGone.Instance);
        }

        foreach (var (palette, handler) in _handlers)
        {
            if (handler.Equals(terminated.ActorRef))
                _handlers.Remove(palette);
        }
    }

    private sealed record Left(string Reason, bool IsRefused) : IDeadLetterSuppression;

    private sealed record Running(IActorRef Actor, IActorRef Handler, CreditWindow Window)
    {
        public void Cancel(string reason)
        {
            Window.Close();
            Actor.Tell(new CommandActor.Cancel(reason));
        }
    }
}
