namespace Akka.P2P.Faults.Running;

using System.Text.RegularExpressions;

/// <summary>Reads what a process said on standard error.</summary>
public static partial class LogScan
{
    private static readonly string[] Bugs =
    [
        "Unhandled", "NullReference", "ObjectDisposed", "InvalidCast", "IndexOutOfRange", "ArgumentException", "ArgumentOutOfRange", "KeyNotFound",
        "InvalidOperationException", "UnreachableException", "Process terminated",
    ];

    /// <summary>Lines that a healthy program never writes, whatever befalls it: stack traces, error-level log lines, names of bugs.</summary>
    public static IEnumerable<string> Problems(string errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return errors.Split('\n').Where(line =>
            StackFrame().IsMatch(line) || ErrorLine().IsMatch(line) || Bugs.Any(bug => line.Contains(bug, StringComparison.Ordinal)));
    }

    /// <summary>Its last words that are meant for the user, so no log line; null when there are none.</summary>
    public static string? LastSentence(string errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(line => !LogLine().IsMatch(line));
    }

    /// <summary>Addresses that it says it has banned.</summary>
    public static IEnumerable<string> Banned(string errors) => BannedSource().Matches(errors).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"Source (\S+) is banned")]
    private static partial Regex BannedSource();

    [GeneratedRegex(@"^\s+at \S+\(")]
    private static partial Regex StackFrame();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \S+ - ERROR - ")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \S+ - [A-Z]+ - ")]
    private static partial Regex LogLine();
}
