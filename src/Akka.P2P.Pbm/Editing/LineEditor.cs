namespace Akka.P2P.Pbm.Editing;

using Akka.P2P.Pbm.History;

/// <summary>One line, from its first key to Enter. Keys in, effects out: it knows no terminal, no clock and no host.</summary>
/// <param name="history">What was typed before.</param>
/// <param name="complete">What could stand at a place of a line.</param>
internal sealed class LineEditor(LineHistory history, Func<string, int, Completion> complete)
{
    private readonly LineBuffer _buffer = new();
    private string _killed = "";
    private string _draft = "";

    // The line of the history that is shown, counted from the oldest; as many as it has is the draft below them.
    private int _shown = history.Count;
    private bool _tabbed;
    private ReverseSearch? _search;

    public string Text => _buffer.Text;

    public int Cursor => _buffer.Cursor;

    /// <summary>What is looked for in the history with Ctrl+R; null when nothing is.</summary>
    public string? SearchQuery => _search?.Query;

    public EditResult Press(KeyStroke stroke)
    {
        if (_search is not null && SearchPress(stroke))
            return new EditResult(_search is { Found: false } ? EditEffect.Bell : EditEffect.Show);

        var again = _tabbed;
        _tabbed = stroke.Key == EditKey.Tab;
        return stroke.Key switch
        {
            EditKey.Enter => new EditResult(EditEffect.Accept, _buffer.Text),
            EditKey.Interrupt => new EditResult(EditEffect.Drop),
            EditKey.EndOrDelete when _buffer.Text.Length == 0 => new EditResult(EditEffect.EndOfInput),
            EditKey.ClearScreen => new EditResult(EditEffect.ClearScreen),
            EditKey.Tab => Complete(again),
            _ => new EditResult(Edit(stroke) ? EditEffect.Show : EditEffect.Bell),
        };
    }

    private bool Edit(KeyStroke stroke) => stroke.Key switch
    {
        EditKey.Character => _buffer.Insert(stroke.Character),
        EditKey.Backspace => Cut(_buffer.BoundaryBefore(_buffer.Cursor), keep: false),
        EditKey.Delete or EditKey.EndOrDelete => _buffer.Right() && Cut(_buffer.BoundaryBefore(_buffer.Cursor), keep: false),
        EditKey.Left => _buffer.Left(),
        EditKey.Right => _buffer.Right(),
        EditKey.WordLeft => _buffer.MoveTo(_buffer.WordLeft()),
        EditKey.WordRight => _buffer.MoveTo(_buffer.WordRight()),
        EditKey.Home => _buffer.MoveTo(0) || true,
        EditKey.End => _buffer.MoveTo(_buffer.Text.Length) || true,
        EditKey.Up => Show(_shown - 1),
        EditKey.Down => Show(_shown + 1),
        EditKey.KillToEnd => Cut(_buffer.Text.Length, keep: true),
        EditKey.KillToStart => Cut(0, keep: true),
        EditKey.KillWord => Cut(_buffer.WordLeft(), keep: true),
        EditKey.Yank => _killed.Length > 0 && _buffer.Insert(_killed),
        EditKey.Search => StartSearch(),
        _ => true,
    };

    private bool Cut(int place, bool keep)
    {
        if (place == _buffer.Cursor)
            return false;
        var taken = _buffer.Cut(place);
        if (keep)
            _killed = taken;
        return true;
    }

    private bool Show(int index)
    {
        if (index < 0 || index > history.Count)
            return false;
        if (_shown == history.Count)
            _draft = _buffer.Text;
        _shown = index;
        _buffer.Set(index == history.Count ? _draft : history[index]);
        return true;
    }

    private EditResult Complete(bool again)
    {
        var completion = complete(_buffer.Text, _buffer.Cursor);
        var typed = _buffer.Cursor - completion.Start;
        switch (completion.Candidates.Count)
        {
            case 0:
                return completion.Usage.Length > 0 && again ? new EditResult(EditEffect.List, Completion: completion) : new EditResult(EditEffect.Bell);
            case 1:
                var following = _buffer.Cursor < _buffer.Text.Length ? "" : " ";
                return new EditResult(_buffer.Replace(completion.Start, completion.Candidates[0].Text + following) ? EditEffect.Show : EditEffect.Bell);
            default:
                var common = CommonStart(completion.Candidates);
                if (common.Length > typed && _buffer.Replace(completion.Start, common))
                    return new EditResult(EditEffect.Show);
                return again ? new EditResult(EditEffect.List, Completion: completion) : new EditResult(EditEffect.Bell);
        }
    }

    private static string CommonStart(IReadOnlyList<Candidate> candidates)
    {
        var common = candidates[0].Text.Length;
        foreach (var candidate in candidates)
            common = candidates[0].Text.AsSpan(0, common).CommonPrefixLength(candidate.Text);
        if (common > 0 && char.IsHighSurrogate(candidates[0].Text[common - 1]))
            common--;
        return candidates[0].Text[..common];
    }

    private bool StartSearch()
    {
        _draft = _shown == history.Count ? _buffer.Text : _draft;
        _search = new ReverseSearch(history);
        return true;
    }

    /// <summary>False when the key ends the search and is to be done on the line that was found.</summary>
    private bool SearchPress(KeyStroke stroke)
    {
        switch (stroke.Key)
        {
            case EditKey.Character:
                _search!.Add(stroke.Character);
                break;
            case EditKey.Backspace:
                _search!.TakeBack();
                break;
            case EditKey.Search:
                _search!.Older();
                break;
            case EditKey.Escape or EditKey.Interrupt:
                _search = null;
                _shown = history.Count;
                _buffer.Set(_draft);
                return true;
            default:
                _search = null;
                return false;
        }

        if (_search is { Found: true, Index: >= 0 } found)
        {
            _shown = found.Index;
            _buffer.Set(history[found.Index], history[found.Index].IndexOf(found.Query, StringComparison.OrdinalIgnoreCase));
        }

        return true;
    }
}
