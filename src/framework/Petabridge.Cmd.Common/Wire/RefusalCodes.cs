namespace Petabridge.Cmd.Common.Wire;

/// <summary>Why a host refuses, for programs.</summary>
internal static class RefusalCodes
{
    public const string Version = "version";
    public const string TokenMissing = "token-missing";
    public const string TokenWrong = "token-wrong";
    public const string Full = "full";
    public const string Protocol = "protocol";
}
