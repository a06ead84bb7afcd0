namespace Akka.P2P.Actors.Seeding;

using Akka.Actor;
using Akka.P2P.Protocol;

/// <summary>
/// Before a node goes: nobody new is served, and the turns of those who are end at once. So they get the rest of the chunks that they have
/// begun, ask others for what else they want, and hold nothing against us.
/// </summary>
internal sealed partial class SeederActor
{
    private readonly List<IActorRef> _drainers = [];
    private bool _isDraining;

    private void HandleDrain(Drain drain)
    {
        _drainers.Add(Sender);
        if (!_isDraining)
        {
            _isDraining = true;
            Timers.StartSingleTimer(DrainOver.Instance, DrainOver.Instance, drain.Limit);
            Apply(_desk.Close(_services.Now));
        }

        AnswerDrainersIfOver();
    }

    private void AnswerDrainersIfOver()
    {
        if (_isDraining && _desk.ServedCount == 0)
            AnswerDrainers();
    }

    private void AnswerDrainers()
    {
        Timers.Cancel(DrainOver.Instance);
        foreach (var drainer in _drainers)
            drainer.Tell(new DrainedOne(_open.Count));
        _drainers.Clear();
    }

    /// <summary>Answered with <see cref="DrainedOne"/>.</summary>
    internal sealed record Drain(TimeSpan Limit) : ILocalMessage;

    /// <param name="Unfinished">Chunks that were begun and not got within the limit.</param>
    internal sealed record DrainedOne(int Unfinished) : ILocalMessage;

    private sealed class DrainOver : ILocalMessage
    {
        public static DrainOver Instance { get; } = new();
    }
}
