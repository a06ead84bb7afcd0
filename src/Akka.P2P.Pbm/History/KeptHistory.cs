namespace Akka.P2P.Pbm.History;

using System.Text;
using System.Text.RegularExpressions;
using Akka.P2P.Pbm.Text;

/// <summary>
/// The history in a file of the user's, which nobody else may read: a line each, bounded, and without lines that may hold a secret or that
/// begin with a blank. Several shells may add to it. A file that can't be had costs the history of other sessions, and nothing else.
/// </summary>
internal sealed partial class KeptHistory
{
    private const UnixFileMode OnlyMine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Bytes that are read of a file, its end. More than all lines of a usual length take.
    private const int MostRead = 256 << 10;

    private readonly Action<string> _warn;
    private string? _file;

    private KeptHistory(string? file, Action<string> warn)
    {
        _file = file;
        _warn = warn;
        Lines = new LineHistory();
    }

    public LineHistory Lines { get; private set; }

    public static KeptHistory Open(string? file, Action<string> warn)
    {
        var kept = new KeptHistory(file, warn);
        kept.Try(kept.Read);
        return kept;
    }

    /// <summary>Whether a line may be written down.</summary>
    public static bool MayBeKept(string line) =>
        line.Length > 0 && line[0] != ' ' && Harmless.Line(line) == line && !Secret().IsMatch(line);

    public void Add(string line)
    {
        if (Lines.Add(line) && MayBeKept(line))
            Try(file => Append(file, line));
    }

    private void Try(Action<string> what)
    {
        if (_file is null)
            return;
        try
        {
            what(_file);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _warn($"The history is not kept: {unusable.Message}");
            _file = null;
        }
    }

    private void Read(string file)
    {
        if (!File.Exists(file))
            return;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = stream.Length;
        stream.Seek(-Math.Min(length, MostRead), SeekOrigin.End);
        var cut = stream.Position > 0;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n').Skip(cut ? 1 : 0).Where(MayBeKept).ToList();
        Lines = new LineHistory(lines);
        if (cut || lines.Count > 2 * LineHistory.Limit)
            Rewrite(file, lines.TakeLast(LineHistory.Limit));
        else
            Protect(file);
    }

    private static void Append(string file, string line)
    {
        MakeFolder(file);
        using var stream = Create(file, FileMode.Append);
        stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    private static void Rewrite(string file, IEnumerable<string> lines)
    {
        var next = $"{file}.{Environment.ProcessId}";
        using (var stream = Create(next, FileMode.Create))
            stream.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
        File.Move(next, file, overwrite: true);
    }

    private static FileStream Create(string file, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OnlyMine;
        return new FileStream(file, options);
    }

    private static void Protect(string file)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file) != OnlyMine)
            File.SetUnixFileMode(file, OnlyMine);
    }

    private static void MakeFolder(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        if (Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OnlyMine | UnixFileMode.UserExecute);
    }

    // As a word of its own: a tokenizer is none.
    [GeneratedRegex(@"(?<![a-z])(token|secret|password|passwd|passphrase|credential)s?(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
