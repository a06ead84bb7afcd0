namespace Petabridge.Cmd.Host.Sessions;

using Akka.Actor;
using Akka.Event;
using Petabridge.Cmd.Common.Wire;

/// <summary>One running command: hands it to the handler, and tells that when it is over before its time.</summary>
internal sealed class CommandActor : ReceiveActor
{
    private readonly Command _command;
    private readonly IActorRef _handler;
    private readonly IActorRef _session;
    private bool _isInHand;
    private string? _failure;
    private bool _told;

    public CommandActor(int id, Command command, IActorRef handler, IFrameChannel channel, CreditWindow window)
    {
        _command = command;
        _handler = handler;
        // A handler knows the console by the name of its sender, which can be that of each command only under a parent of its own.
        _session = Context.ActorOf(
            Props.Create(() => new SessionActor(id, channel, window)).WithMailbox(PetabridgeCmdSettings.ResponseMailbox), Context.Parent.Path.Name);
        Receive<Answered>(_ => Context.Stop(Self));
        Receive<ResponseQueue.Overflowed>(overflow => TellHandler(overflow.Reason));
        Receive<Cancel>(cancel =>
        {
            TellHandler(cancel.Reason);
            Context.Stop(Self);
        });
        Receive<ActorIdentity>(_ => _isInHand = true);
        Receive<HandlerFailed>(failed =>
        {
            _failure = failed.Reason;
            if (_isInHand)
                _session.Tell(new ErroredCommandResponse($"{_command.PaletteName} {_command.Name} failed: {failed.Reason}"));
        });
        Receive<HandlerGone>(_ => _session.Tell(new ErroredCommandResponse($"The handler of '{_command.PaletteName}' has stopped before it answered{(_failure is null ? "." : $": {_failure}")}")));
    }

    protected override void PreStart()
    {
        _handler.Tell(_command, _session);
        // Answered by any actor, behind the command: from then on it isn't waiting in the mailbox any more, where a restart would leave it.
        _handler.Tell(new Identify(_command.Name), Self);
    }

    private void TellHandler(string reason)
    {
        if (_told)
            return;
        _told = true;
        _handler.Tell(new CommandCancelled(_command, reason), _session);
    }

    /// <summary>Nobody wants the answers any more.</summary>
    internal sealed record Cancel(string Reason) : IDeadLetterSuppression;

    /// <summary>The last answer has gone to the console.</summary>
    internal sealed class Answered : IDeadLetterSuppression
    {
        public static Answered Instance { get; } = new();
    }

    /// <summary>The handler threw, at this command or at something else.</summary>
    internal sealed record HandlerFailed(string Reason) : IDeadLetterSuppression;

    internal sealed class HandlerGone : IDeadLetterSuppression
    {
        public static HandlerGone Instance { get; } = new();
    }
}
