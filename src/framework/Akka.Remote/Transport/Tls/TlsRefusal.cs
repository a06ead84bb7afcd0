namespace Akka.Remote.Transport.Tls;

/// <summary>Why TLS came to nothing, as far as the log tells reasons apart.</summary>
internal enum TlsRefusal
{
    /// <summary>What arrived is no TLS.</summary>
    NotTls,

    /// <summary>The peer had to show a certificate and showed none.</summary>
    NoCertificate,

    /// <summary>No root of ours stands behind its certificate.</summary>
    Untrusted,

    /// <summary>Its certificate, or one that vouches for it, has expired or is not valid yet.</summary>
    OutOfDate,

    /// <summary>Its certificate is for another host.</summary>
    WrongHost,

    /// <summary>The validator that is configured said no.</summary>
    Validator,

    /// <summary>It hung up in the negotiation.</summary>
    HungUp,

    /// <summary>Anything else.</summary>
    Other,
}
