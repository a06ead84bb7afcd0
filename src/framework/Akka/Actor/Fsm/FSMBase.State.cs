namespace Akka.Actor;

/// <content>The state of a machine, which is also what a state's function answers.</content>
public abstract partial class FSMBase
{
    /// <summary>A state with its data, how long it may last, what is answered on the way there and why the machine stops. Immutable.</summary>
    public sealed class State<TS, TD> : IEquatable<State<TS, TD>>
    {
        public State(
            TS stateName,
            TD stateData,
            TimeSpan? timeout = null,
            Reason? stopReason = null,
            IReadOnlyList<object>? replies = null,
            bool notifies = true)
        {
            StateName = stateName;
            StateData = stateData;
            Timeout = timeout;
            StopReason = stopReason!;
            Replies = replies ?? [];
            Notifies = notifies;
        }

        public TS StateName { get; }

        public TD StateData { get; }

        /// <summary>How long the state may last; <c>null</c>: what was declared for it.</summary>
        public TimeSpan? Timeout { get; }

        /// <summary><c>null</c> as long as the machine goes on.</summary>
        public Reason StopReason { get; }

        /// <summary>The answers, the latest first.</summary>
        public IReadOnlyList<object> Replies { get; }

        internal bool Notifies { get; }

        /// <summary>The same for another time at most; a negative or endless time lifts the one that was declared.</summary>
        public State<TS, TD> ForMax(TimeSpan timeout) => new(StateName, StateData, timeout, StopReason, Replies, Notifies);

        /// <summary>The same with an answer to whoever sent the event.</summary>
        public State<TS, TD> Replying(object replyValue) => new(StateName, StateData, Timeout, StopReason, [replyValue, .. Replies], Notifies);

        /// <summary>The same with other data.</summary>
        public State<TS, TD> Using(TD nextStateData) => new(StateName, nextStateData, Timeout, StopReason, Replies, Notifies);

        public bool Equals(State<TS, TD>? other) =>
            ReferenceEquals(this, other)
            || (other is not null && EqualityComparer<TS>.Default.Equals(StateName, other.StateName)
                && EqualityComparer<TD>.Default.Equals(StateData, other.StateData) && Timeout == other.Timeout
                && Equals(StopReason, other.StopReason) && Replies.SequenceEqual(other.Replies));

        public override bool Equals(object? obj) => Equals(obj as State<TS, TD>);

        public override int GetHashCode() => HashCode.Combine(StateName, StateData, Timeout, StopReason);

        public override string ToString() => $"State<{StateName}>, Data<{StateData}>";

        internal State<TS, TD> Stopping(Reason reason) => new(StateName, StateData, Timeout, reason, Replies, Notifies);

        internal State<TS, TD> Quietly() => new(StateName, StateData, Timeout, StopReason, Replies, notifies: false);
    }
}
