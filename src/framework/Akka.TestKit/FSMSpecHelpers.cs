namespace Akka.TestKit;

using Akka.Actor;

/// <summary>Comparers of what state machines tell.</summary>
public static class FSMSpecHelpers
{
    /// <summary>Compares states of a subscription.</summary>
    public static Func<object, object, bool> CurrentStateExpector<T>() =>
        static (expected, actual) => expected is FSMBase.CurrentState<T> && expected.Equals(actual);

    /// <summary>Compares changes.</summary>
    public static Func<object, object, bool> TransitionStateExpector<T>() =>
        static (expected, actual) => expected is FSMBase.Transition<T> && expected.Equals(actual);
}
