namespace Petabridge.Cmd.Host.Listening;

using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Petabridge.Cmd.Common.Wire;
using Petabridge.Cmd.Host.Sessions;

/// <summary>Listens, shakes hands, and has one child for each console that came through: <c>/user/petabridge.cmd/IP%3APORT</c>.</summary>
internal sealed class ListenerActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ClientContext _context;
    private readonly TaskCompletionSource<IPEndPoint?> _bound;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopping = new();
    private readonly LinkedList<Handshake> _handshakes = [];
    private readonly HashSet<IActorRef> _clients = [];
    private Socket? _socket;

    public ListenerActor(ClientContext context, TaskCompletionSource<IPEndPoint?> bound)
    {
        _context = context;
        _bound = bound;
        Receive<Socket>(OnBound);
        Receive<BindFailed>(OnBindFailed);
        Receive<Accepted>(OnAccepted);
        Receive<AcceptFailed>(failed =>
        {
            _log.Warning("A console could not be let in: {0}", failed.Cause.Message);
            Timers.StartSingleTimer(nameof(AcceptNext), new AcceptNext(), PauseAfterFailure);
        });
        Receive<AcceptNext>(_ => Accept());
        Receive<MakeRoom>(_ =>
        {
            _handshakes.First!.Value.Abandon();
            Forget(_handshakes.First.Value);
        });
        Receive<Handshake.Done>(OnGreeted);
        Receive<Handshake.Failed>(OnRefused);
        Receive<Terminated>(terminated => _clients.Remove(terminated.ActorRef));
    }

    private bool IsFull => _handshakes.Count >= _context.Settings.MaxHandshakes;

    public ITimerScheduler Timers { get; set; } = null!;

    // A console whose actor failed is disconnected.
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void PreStart() =>
        ListenSocket.BindAsync(_context.Settings.Host, _context.Settings.Port, _stopping.Token).PipeTo(Self, failure: e => new BindFailed(e));

    protected override void PostStop()
    {
        _stopping.Cancel();
        _socket?.Dispose();
        foreach (var handshake in _handshakes)
            handshake.Abandon();
        _bound.TrySetResult(null);
    }

    private void OnBound(Socket socket)
    {
        _socket = socket;
        var address = (IPEndPoint)socket.LocalEndPoint!;
        _log.Info("petabridge.cmd host bound to [{0}]", address);
        _bound.TrySetResult(address);
        Accept();
    }

    private void OnBindFailed(BindFailed failed)
    {
        _log.Error(failed.Cause, "petabridge.cmd can't listen at [{0}:{1}], so that no console can come in; the rest of the node runs on", _context.Settings.Host, _context.Settings.Port);
        _bound.TrySetResult(null);
    }

    private void Accept() => _socket!.AcceptAsync(_stopping.Token).AsTask().PipeTo(Self, success: socket => new Accepted(socket), failure: e => new AcceptFailed(e));

    private void OnAccepted(Accepted accepted)
    {
        try
        {
            var handshake = new Handshake(accepted.Socket, _context.Settings);
            _handshakes.AddLast(handshake);
            handshake.RunAsync().PipeTo(Self);
        }
        catch (SocketException e)
        {
            // It has left already.
            _log.Debug("A connection broke as it came: {0}", e.Message);
            accepted.Socket.Dispose();
        }

        // Many honest consoles at once are through in no time: they only wait. Of those that say nothing the oldest gives way.
        if (IsFull)
            Timers.StartSingleTimer(nameof(MakeRoom), new MakeRoom(), Grace);
        else
            Accept();
    }

    private void Forget(Handshake handshake)
    {
        var wasFull = IsFull;
        if (!_handshakes.Remove(handshake) || !wasFull)
            return;
        Timers.Cancel(nameof(MakeRoom));
        Accept();
    }

    private void OnGreeted(Handshake.Done done)
    {
        Forget(done.Handshake);
        var channel = done.Handshake.Channel;
        if (_clients.Count >= _context.Settings.MaxClients)
        {
            _log.Warning("{0} is not let in: {1} consoles are connected, which is the most", channel.Remote, _clients.Count);
            channel.Post(new RefusedFrame(RefusalCodes.Full, $"{_clients.Count} consoles are connected, which is the most (petabridge.cmd.max-clients)."));
            channel.FlushAndCloseAsync();
            return;
        }

        var (context, client) = (_context, done.Client);
        var actor = Context.ActorOf(Props.Create(() => new ClientActor(context, channel, client)), FreeName(channel.Remote));
        _clients.Add(Context.Watch(actor));
    }

    // A port may come again while the one that had it before is still being taken leave of.
    private static string FreeName(string remote)
    {
        var name = Uri.EscapeDataString(remote);
        var free = name;
        for (var i = 2; !Context.Child(free).IsNobody(); i++)
            free = $"{name}~{i}";
        return free;
    }

    private void OnRefused(Handshake.Failed failed)
    {
        Forget(failed.Handshake);
        _log.Debug("{0} did not get in: {1}", failed.Handshake.Channel.Remote, failed.Reason);
    }

    private sealed record BindFailed(Exception Cause) : IDeadLetterSuppression;

    private sealed record Accepted(Socket Socket) : IDeadLetterSuppression;

    private sealed record AcceptFailed(Exception Cause) : IDeadLetterSuppression;

    private sealed record AcceptNext;

    private sealed record MakeRoom;
}
