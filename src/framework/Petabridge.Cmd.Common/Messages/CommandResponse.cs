namespace Petabridge.Cmd;

/// <summary>
/// One answer to a command. Any number with <see cref="Final"/> false come before exactly one with it true, which closes the command.
/// </summary>
public class CommandResponse : IEquatable<CommandResponse>
{
    /// <param name="msg">One line of text, or several.</param>
    /// <param name="final">Whether nothing follows.</param>
    public CommandResponse(string msg, bool final = true)
        : this(msg, final, isError: false)
    {
    }

    private protected CommandResponse(string msg, bool final, bool isError)
    {
        Msg = msg ?? "";
        Final = final;
        IsError = isError;
    }

    /// <summary>Closes a command that has no more to say: no text, final.</summary>
    public static CommandResponse Empty { get; } = new("");

    public string Msg { get; }

    public bool Final { get; }

    public bool IsError { get; }

    public bool Equals(CommandResponse? other) => other is not null && Final == other.Final && IsError == other.IsError && Msg == other.Msg;

    public override bool Equals(object? obj) => Equals(obj as CommandResponse);

    public override int GetHashCode() => HashCode.Combine(Msg, Final, IsError);

    public override string ToString() => Msg;
}
