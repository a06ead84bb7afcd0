namespace Akka.P2P.Actors.Talking;

/// <summary>Whose files are taken.</summary>
public enum OfferPolicy
{
    /// <summary>A person decides each time.</summary>
    Ask = 0,

    Always = 1,

    Never = 2,

    /// <summary>Those that come from peers that the configuration names; all others are declined.</summary>
    Known = 3,
}
