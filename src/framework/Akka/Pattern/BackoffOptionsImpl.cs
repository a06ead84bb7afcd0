namespace Akka.Pattern;

using Akka.Actor;

/// <summary>The options that <see cref="Backoff"/> makes.</summary>
internal sealed class BackoffOptionsImpl(BackoffSettings settings) : BackoffOptions
{
    internal override Props Props
    {
        get
        {
            settings.Check();
            return settings.OnFailure
                ? Props.Create(() => new BackoffOnFailureSupervisor(settings))
                : Props.Create(() => new BackoffSupervisor(settings));
        }
    }

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) => With(settings with { Reset = new AutoReset(resetBackoff) });

    public override BackoffOptions WithManualReset() => With(settings with { Reset = new ManualReset() });

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => With(settings with { Strategy = supervisorStrategy });

    public override BackoffOptions WithDefaultStoppingStrategy() =>
        With(settings with { Strategy = SupervisorStrategy.StoppingStrategy.WithMaxNrOfRetries(settings.Strategy.MaxNumberOfRetries) });

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) =>
        With(settings with { Strategy = settings.Strategy.WithMaxNrOfRetries(maxNrOfRetries) });

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => With(settings with { ReplyWhileStopped = replyWhileStopped });

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) => With(settings with { FinalStopMessage = isFinalStopMessage });

    private static BackoffOptionsImpl With(BackoffSettings changed) => new(changed);
}
