namespace Akka.P2P.Actors.Tests.Downloading;

using Akka.Actor;
using Akka.P2P.Actors.Downloading;
using Akka.P2P.Core.Chunks;

public sealed class FetchFailuresTests
{
    public static TheoryData<Exception, Directive> Table { get; } = new()
    {
        { new SeederTimedOutException("x"), Directive.Restart },
        { new SeederLyingException("x"), Directive.Stop },
        { new SeederRefusedException("x"), Directive.Stop },
        { new StorageFullException("x", 1), Directive.Escalate },
        { new InvalidOperationException("x"), Directive.Escalate },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void What_a_failure_means(Exception failure, Directive expected) => Assert.Equal(expected, FetchFailures.Decide(failure));
}
