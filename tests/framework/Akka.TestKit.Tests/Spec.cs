namespace Akka.TestKit.Tests;

using Akka.Actor;
using Xunit.Abstractions;
using Xunit.Sdk;

/// <summary>What the specs of the TestKit share.</summary>
public abstract class Spec(ITestOutputHelper output, string config = "") : Xunit2.TestKit(config, output)
{
    protected static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    protected static readonly TimeSpan Ample = TimeSpan.FromSeconds(10);

    /// <summary>Tells the test actor, with another probe as the sender.</summary>
    protected void Send(params object[] messages)
    {
        foreach (var message in messages)
        {
            TestActor.Tell(message, ActorRefs.NoSender);
        }
    }

    protected static XunitException Fails(Action action, params string[] parts) => Check(Assert.ThrowsAny<XunitException>(action), parts);

    protected static async Task<XunitException> FailsAsync(Func<Task> action, params string[] parts) =>
        Check(await Assert.ThrowsAnyAsync<XunitException>(action), parts);

    // That it fails is the TestKit's promise; how it words that is each implementation's own, and ours has the version 0.
    private static XunitException Check(XunitException failure, string[] parts)
    {
        if (typeof(TestKitBase).Assembly.GetName().Version is not { Major: 0 })
            return failure;
        foreach (var part in parts)
        {
            Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        }

        return failure;
    }
}
