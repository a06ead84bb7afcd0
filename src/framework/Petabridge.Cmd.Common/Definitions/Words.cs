namespace Petabridge.Cmd;

/// <summary>What can be typed as one word without quotes.</summary>
internal static class Words
{
    public static bool IsWord(string? text) =>
        !string.IsNullOrEmpty(text) && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or '\'' or '\\' or '=');

    /// <summary>A name of a palette or command: a word that can't be taken for a switch.</summary>
    public static bool IsName(string? text) => IsWord(text) && text![0] != '-';
}
