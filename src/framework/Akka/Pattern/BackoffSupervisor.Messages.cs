namespace Akka.Pattern;

using Akka.Actor;
using Akka.Event;

/// <content>What can be asked of it, and what it tells itself.</content>
public sealed partial class BackoffSupervisor
{
    /// <summary>Asks for the child; the answer is <see cref="CurrentChild"/>.</summary>
    public sealed class GetCurrentChild
    {
        /// <summary>The only instance.</summary>
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild()
        {
        }
    }

    /// <summary>The child.</summary>
    public sealed class CurrentChild(IActorRef @ref)
    {
        /// <summary>The child, or null while none runs.</summary>
        public IActorRef Ref { get; } = @ref;
    }

    /// <summary>Lets a supervisor with manual reset count from zero.</summary>
    public new sealed class Reset
    {
        /// <summary>The only instance.</summary>
        public static readonly Reset Instance = new();

        private Reset()
        {
        }
    }

    /// <summary>Asks for the number of restarts; the answer is <see cref="RestartCount"/>.</summary>
    public sealed class GetRestartCount
    {
        /// <summary>The only instance.</summary>
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount()
        {
        }
    }

    /// <summary>The number of restarts since it counts.</summary>
    public sealed class RestartCount(int count)
    {
        /// <summary>The number.</summary>
        public int Count { get; } = count;
    }

    /// <summary>Its note to itself to start the child.</summary>
    public sealed class StartChild : IDeadLetterSuppression
    {
        /// <summary>The only instance.</summary>
        public static readonly StartChild Instance = new();

        private StartChild()
        {
        }
    }

    /// <summary>Its note to itself to count from zero, if there was no restart since.</summary>
    public sealed class ResetRestartCount(int current) : IDeadLetterSuppression
    {
        /// <summary>The count when it was written.</summary>
        public int Current { get; } = current;
    }
}
