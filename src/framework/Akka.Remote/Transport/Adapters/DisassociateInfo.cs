namespace Akka.Remote.Transport;

/// <summary>Why the other node has ended an association, as far as it said.</summary>
public enum DisassociateInfo
{
    Unknown = 0,
    Shutdown = 1,
    Quarantined = 2,
}
