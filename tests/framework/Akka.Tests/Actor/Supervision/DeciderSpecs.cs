namespace Akka.Tests.Actor.Supervision;

using Akka.Actor;

public sealed class DeciderSpecs
{
    [Fact(DisplayName = "By default a failed start, a kill and a broken death pact stop, and everything else restarts")]
    public void Default()
    {
        Assert.Equal(Directive.Stop, SupervisorStrategy.DefaultDecider.Decide(new ActorInitializationException("x")));
        Assert.Equal(Directive.Stop, SupervisorStrategy.DefaultDecider.Decide(new ActorKilledException("x")));
        Assert.Equal(Directive.Stop, SupervisorStrategy.DefaultDecider.Decide(new DeathPactException(ActorRefs.Nobody)));
        Assert.Equal(Directive.Restart, SupervisorStrategy.DefaultDecider.Decide(new InvalidOperationException("x")));
        Assert.Equal(Directive.Stop, SupervisorStrategy.StoppingStrategy.Decider.Decide(new InvalidOperationException("x")));
        Assert.Same(SupervisorStrategy.DefaultDecider, SupervisorStrategy.DefaultStrategy.Decider);
    }

    [Fact(DisplayName = "The first pair that fits decides, base types fit derived ones, and the rest has the default")]
    public void Pairs()
    {
        var decider = Decider.From(
            Directive.Escalate,
            Directive.Stop.When<ArgumentNullException>(),
            Directive.Resume.When<ArgumentException>());
        Assert.Equal(Directive.Stop, decider.Decide(new ArgumentNullException("x")));
        Assert.Equal(Directive.Resume, decider.Decide(new ArgumentOutOfRangeException("x")));
        Assert.Equal(Directive.Escalate, decider.Decide(new InvalidOperationException("x")));
        Assert.Equal(Directive.Escalate, decider.DefaultDirective);
        Assert.Equal(2, decider.Pairs.Length);
        Assert.Equal(decider, Decider.From(Directive.Escalate, decider.Pairs.AsEnumerable()));
        Assert.NotEqual(decider, Decider.From(Directive.Stop, decider.Pairs));
    }

    [Fact(DisplayName = "A strategy keeps what it was made of, and equal ones are equal")]
    public void Strategies()
    {
        var decider = Decider.From(Directive.Stop);
        var one = new OneForOneStrategy(3, TimeSpan.FromSeconds(2), decider);
        Assert.Equal((3, 2000), (one.MaxNumberOfRetries, one.WithinTimeRangeMilliseconds));
        Assert.Equal(one, new OneForOneStrategy(3, 2000, Decider.From(Directive.Stop)));
        Assert.NotEqual(one, new OneForOneStrategy(4, 2000, decider));
        Assert.Equal(5, one.WithMaxNrOfRetries(5).MaxNumberOfRetries);
        Assert.Equal((-1, -1), (new OneForOneStrategy(null, null, decider).MaxNumberOfRetries, new OneForOneStrategy(decider).WithinTimeRangeMilliseconds));
        var all = new AllForOneStrategy(3, TimeSpan.FromSeconds(2), decider);
        Assert.Equal((3, 2000), (all.MaxNumberOfRetries, all.WithinTimeRangeMilliseconds));
        Assert.Equal(all, new AllForOneStrategy(3, 2000, decider));
    }
}
