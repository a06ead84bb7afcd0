namespace Akka.P2P.Node.Menu;

using System.Runtime.CompilerServices;
using System.Text;
using Akka.P2P.Node.Reporting;

/// <summary>For pipes and files: whole lines and nothing that moves a cursor. A prompt that something comes between is asked again.</summary>
/// <param name="echoes">Whether what is read is written, too: nobody else does when the input is no terminal.</param>
internal sealed class PlainScreen(TextReader input, TextWriter output, bool echoes, TimeProvider time) : IMenuScreen
{
    private const int MostCharacters = 8192;
    private readonly Lock _gate = new();
    private readonly ProgressPace _pace = new(time, TimeSpan.FromSeconds(1));
    private string? _prompt;

    public bool IsTyping => false;

    public bool IsInteractive => false;

    public async IAsyncEnumerable<string> LinesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        // Reading from a pipe or a file can't be broken off everywhere; the thread that waits ends with the process.
        while (await Task.Run(ReadLine, cancellation).WaitAsync(cancellation) is { } line)
        {
            lock (_gate)
            {
                if (echoes)
                    output.WriteLine(ShownText.Of(line));
                output.Flush();
                _prompt = null;
            }

            yield return line;
        }

        lock (_gate)
        {
            if (_prompt is not null)
                output.WriteLine();
            output.Flush();
            _prompt = null;
        }
    }

    public void Print(params IReadOnlyCollection<string> lines)
    {
        lock (_gate)
            Show(lines, _prompt);
    }

    public void Ask(IReadOnlyCollection<string> lines, string? prompt)
    {
        lock (_gate)
            Show(lines, prompt);
    }

    public void Progress(TransferView transfer)
    {
        if (_pace.IsDue(transfer))
            Print(transfer.ToString());
    }

    public void ProgressEnded(string id)
    {
    }

    public void Close() => Ask([], null);

    /// <returns>Null at the end. Of a line without an end, the beginning.</returns>
    private string? ReadLine()
    {
        var line = new StringBuilder();
        while (input.Read() is var character && character != '\n')
        {
            if (character < 0)
                return line.Length > 0 ? line.ToString() : null;
            if (line.Length < MostCharacters)
                line.Append((char)character);
        }

        return line.ToString();
    }

    private void Show(IReadOnlyCollection<string> lines, string? prompt)
    {
        if (_prompt is not null && (lines.Count > 0 || prompt != _prompt))
        {
            output.WriteLine();
            _prompt = null;
        }

        foreach (var line in lines)
            output.WriteLine(ShownText.Of(line));
        if (prompt is not null && _prompt is null)
            output.Write(ShownText.Of(prompt));
        _prompt = prompt;
        output.Flush();
    }
}
