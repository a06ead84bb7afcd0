namespace Akka.P2P.Architecture.Tests;

using System.Text;

/// <summary>One key of a <c>reference.conf</c>: where it stands, its default as written, and the comment above it.</summary>
internal sealed record ReferenceKey(string Path, string Default, string Comment);

/// <summary>
/// Reads our own <c>reference.conf</c> files with their comments, which a HOCON parser drops. It knows the plain form that these
/// files keep to: a key or an opening brace a line, comments above.
/// </summary>
internal static class ReferenceConf
{
    public static IReadOnlyList<ReferenceKey> Read(string relative)
    {
        List<ReferenceKey> keys = [];
        Stack<string> open = new();
        StringBuilder comment = new();
        foreach (var raw in Repository.Read(relative).Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0)
            {
                comment.Clear();
            }
            else if (line.StartsWith('#'))
            {
                comment.Append(comment.Length > 0 ? " " : "").Append(line.TrimStart('#', ' '));
            }
            else if (line == "}")
            {
                open.Pop();
                comment.Clear();
            }
            else if (line.EndsWith('{'))
            {
                open.Push(line.TrimEnd('{', '=', ':', ' '));
                comment.Clear();
            }
            else
            {
                var cut = line.IndexOf('=', StringComparison.Ordinal);
                Assert.True(cut > 0, $"{relative}: '{line}' is not in the plain form KEY = VALUE");
                keys.Add(new ReferenceKey(string.Join('.', open.Reverse().Append(line[..cut].Trim())), line[(cut + 1)..].Trim(), comment.ToString()));
                comment.Clear();
            }
        }

        Assert.True(open.Count == 0, $"{relative}: {open.Count} braces are not closed");
        return keys;
    }
}
