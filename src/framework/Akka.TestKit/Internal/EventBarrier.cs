namespace Akka.TestKit.Internal;

using Akka.Actor;

/// <summary>Published after the tested code: when the listener meets it, it has met all that the code had logged by then.</summary>
internal sealed class EventBarrier : INoSerializationVerificationNeeded
{
    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Met => _met.Task;

    public void Meet() => _met.TrySetResult();
}
