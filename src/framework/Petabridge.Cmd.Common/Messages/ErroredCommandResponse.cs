namespace Petabridge.Cmd;

/// <summary>An answer that says what went wrong.</summary>
public sealed class ErroredCommandResponse : CommandResponse
{
    public ErroredCommandResponse(string msg, bool final = true)
        : base(msg, final, isError: true)
    {
    }
}
