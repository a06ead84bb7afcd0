namespace Akka.P2P.Pbm.CommandLine;

using Akka.P2P.Pbm.Running;

/// <summary>
/// The host's token: from a file or the environment, never from the command line, which every user of the machine can see.
/// </summary>
internal static class Token
{
    public const string Variable = "PBM_TOKEN";

    public const string FileVariable = "PBM_TOKEN_FILE";

    private const int Limit = 4096;

    /// <returns>Null when none is said.</returns>
    /// <exception cref="PbmException">The file can't be read, or holds no token.</exception>
    public static string? Find(string? file, ISurroundings surroundings)
    {
        file ??= Said(surroundings.Environment(FileVariable));
        if (file is null)
            return Said(surroundings.Environment(Variable));

        var token = Read(file);
        if (token.Length is 0 or > Limit || token.Any(char.IsControl))
            throw new PbmException(ExitCode.WrongUsage, $"{file} holds no token: it must be one line of at most {Limit} characters.");
        if (OthersCanRead(file))
            surroundings.Warn($"{file} can be read by other users of this machine; chmod 600 keeps the token to you.");
        return token;
    }

    private static string? Said(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static string Read(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            var text = new char[Limit + 3];
            return new string(text, 0, reader.ReadBlock(text)).TrimEnd('\r', '\n');
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PbmException(ExitCode.WrongUsage, $"The token can't be read from {file}: {unreadable.Message}", unreadable);
        }
    }

    private static bool OthersCanRead(string file) =>
        !OperatingSystem.IsWindows() && new FileInfo(file) is { UnixFileMode: var mode } && (mode & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0
        && new FileInfo(file).Attributes is var attributes && (attributes & FileAttributes.Device) == 0;
}
