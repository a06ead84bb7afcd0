namespace Petabridge.Cmd.Common.Wire;

/// <summary>What a response takes of a window: its characters, and something for itself.</summary>
internal static class ResponseCost
{
    public const int Own = 64;

    /// <summary>What a console lets a command send ahead of its reading.</summary>
    public const int Window = 256 * 1024;

    public static int Of(string msg) => msg.Length + Own;
}
