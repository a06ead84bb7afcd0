namespace Akka.Actor;

/// <summary>Base of state machines: what their messages and answers are made of.</summary>
public abstract partial class FSMBase : ActorBase
{
    /// <summary>Why a machine stops.</summary>
    public abstract class Reason
    {
        protected Reason()
        {
        }
    }

    /// <summary>It said that it is done.</summary>
    public sealed class Normal : Reason
    {
        internal Normal()
        {
        }

        public static Normal Instance { get; } = new();
    }

    /// <summary>It was stopped from outside.</summary>
    public sealed class Shutdown : Reason
    {
        internal Shutdown()
        {
        }

        public static Shutdown Instance { get; } = new();
    }

    /// <summary>It failed: the cause is an exception or anything else.</summary>
    public sealed class Failure : Reason
    {
        public Failure(object cause) => Cause = cause;

        public object Cause { get; }

        public override string ToString() => $"Failure({Cause})";
    }

    /// <summary>The event of a state that lasted too long.</summary>
    public sealed class StateTimeout
    {
        private StateTimeout()
        {
        }

        public static StateTimeout Instance { get; } = new();
    }

    /// <summary>A message as the event of a state, with the data of the machine.</summary>
    public struct Event<TD> : INoSerializationVerificationNeeded
    {
        public Event(object fsmEvent, TD stateData)
        {
            FsmEvent = fsmEvent;
            StateData = stateData;
        }

        public object FsmEvent { get; }

        public TD StateData { get; }

        public override readonly string ToString() => $"Event: <{FsmEvent}>, StateData: <{StateData}>";
    }

    /// <summary>The end of a machine, with the state and the data that it had then.</summary>
    public sealed class StopEvent<TS, TD> : INoSerializationVerificationNeeded
    {
        public StopEvent(Reason reason, TS terminatedState, TD stateData)
        {
            Reason = reason;
            TerminatedState = terminatedState;
            StateData = stateData;
        }

        public Reason Reason { get; }

        public TS TerminatedState { get; }

        public TD StateData { get; }

        public override string ToString() => $"StopEvent: <{Reason}>, TerminatedState: <{TerminatedState}>, StateData: <{StateData}>";
    }

    /// <summary>One line of a machine's log.</summary>
    public sealed class LogEntry<TS, TD>
    {
        public LogEntry(TS stateName, TD stateData, object fsmEvent)
        {
            StateName = stateName;
            StateData = stateData;
            FsmEvent = fsmEvent;
        }

        public TS StateName { get; }

        public TD StateData { get; }

        public object FsmEvent { get; }

        public override string ToString() => $"StateName: <{StateName}>, StateData: <{StateData}>, FsmEvent: <{FsmEvent}>";
    }
}
