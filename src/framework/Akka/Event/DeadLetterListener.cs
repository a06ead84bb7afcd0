namespace Akka.Event;

using Akka.Actor;

/// <summary>
/// Logs dead letters at info level: the first <c>akka.log-dead-letters</c> of them, then none for
/// <c>akka.log-dead-letters-suspend-duration</c>, then again.
/// </summary>
public class DeadLetterListener : ActorBase
{
    private readonly EventStream _stream = Context.System.EventStream;
    private readonly int _most = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _suspension = Context.System.Settings.LogDeadLettersSuspendDuration;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly TimeProvider _clock = TimeProvider.System;
    private int _count;
    private long _suspendedSince;
    private bool _suspended;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _stream.Subscribe(Self, typeof(DeadLetter));
        _stream.Subscribe(Self, typeof(Dropped));
        _stream.Subscribe(Self, typeof(UnhandledMessage));
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        // The subscription stays over a restart.
    }

    /// <inheritdoc/>
    protected override void PostRestart(Exception reason)
    {
        // The subscription stayed, so there is nothing to start again.
    }

    /// <inheritdoc/>
    protected override void PostStop() => _stream.Unsubscribe(Self);

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter)
            return false;
        if (_suspended)
        {
            _count++;
            if (_clock.GetElapsedTime(_suspendedSince) < _suspension)
                return true;
            Write(letter, $"Of dead letters [{_count}] were encountered since logging was suspended; it is on again.");
            (_suspended, _count) = (false, 0);
            return true;
        }

        // The counter never passes int.MaxValue ("always log"): it stays there.
        if (_count < int.MaxValue)
            _count++;
        if (_most == int.MaxValue || _count < _most)
        {
            Write(letter, $"[{_count}] dead letters encountered.");
        }
        else if (_suspension > TimeSpan.Zero && _suspension != Timeout.InfiniteTimeSpan)
        {
            Write(letter, $"[{_count}] dead letters encountered, no more dead letters will be logged in next [{_suspension}].");
            (_suspended, _suspendedSince, _count) = (true, _clock.GetTimestamp(), 0);
        }
        else if (_count == _most)
        {
            Write(letter, $"[{_count}] dead letters encountered, no more dead letters will be logged.");
        }

        return true;
    }

    private void Write(AllDeadLetters letter, string counted)
    {
        if (!_log.IsInfoEnabled)
            return;
        var what = letter.Message is IWrappedMessage { Message: { } inner } wrapper
            ? $"{inner.GetType().Name}] wrapped in [{wrapper.GetType().Name}"
            : letter.Message?.GetType().Name ?? "null";
        var from = letter.Sender is null || letter.Sender.Equals(Context.System.DeadLetters) ? "without sender" : $"from {letter.Sender}";
        var fate = letter switch
        {
            Dropped dropped => $"was dropped. {dropped.Reason}.",
            UnhandledMessage => "was unhandled.",
            _ => "was not delivered.",
        };
        var hint = letter is DeadLetter ? $" If this is not an expected behavior then {letter.Recipient} may have terminated unexpectedly." : "";
        _log.Info(
            "Message [{0}] {1} to {2} {3} {4}{5} This logging can be turned off or adjusted with configuration settings "
            + "'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'.",
            what,
            from,
            letter.Recipient!,
            fate,
            counted,
            hint);
    }
}
