namespace Petabridge.Cmd.Common.Client;

/// <summary>Why a host could not be reached, for programs.</summary>
public enum PbmConnectError
{
    /// <summary>Nobody listens, the name has no address, or no way leads there.</summary>
    Unreachable,

    /// <summary>Something else listens there.</summary>
    NotAHost,

    /// <summary>The port is open, but nothing was said in time.</summary>
    Silent,

    /// <summary>The two don't speak the same version.</summary>
    Version,

    /// <summary>The host wants a token and none was given.</summary>
    TokenMissing,

    /// <summary>The token is not the host's.</summary>
    TokenWrong,

    /// <summary>The host has no place, or refused for another reason, which the message says.</summary>
    Refused,
}
