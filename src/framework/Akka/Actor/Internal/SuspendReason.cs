namespace Akka.Actor.Internal;

/// <summary>Why an actor waits for children to stop.</summary>
public abstract class SuspendReason
{
    /// <summary>Marks the reasons that hold the orders of the parent back.</summary>
    public interface IWaitingForChildren;

    /// <summary>The user stopped a child.</summary>
    public class UserRequest : SuspendReason
    {
        private UserRequest()
        {
        }

        public static UserRequest Instance { get; } = new();
    }

    /// <summary>The actor restarts.</summary>
    public class Recreation : SuspendReason, IWaitingForChildren
    {
        public Recreation(Exception cause) => Cause = cause;

        public Exception Cause { get; }
    }

    /// <summary>The actor is made again after a failed start.</summary>
    public class Creation : SuspendReason, IWaitingForChildren;

    /// <summary>The actor stops.</summary>
    public class Termination : SuspendReason
    {
        private Termination()
        {
        }

        public static Termination Instance { get; } = new();
    }
}
