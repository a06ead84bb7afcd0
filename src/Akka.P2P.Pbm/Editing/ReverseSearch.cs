namespace Akka.P2P.Pbm.Editing;

using Akka.P2P.Pbm.History;
using Akka.P2P.Pbm.Text;

/// <summary>Ctrl+R: the newest line of the history that has the words, and with another Ctrl+R the one before it.</summary>
internal sealed class ReverseSearch(LineHistory history)
{
    private const int Limit = 256;

    public string Query { get; private set; } = "";

    /// <summary>The line that was found, counted from the oldest; -1 while there is none.</summary>
    public int Index { get; private set; } = -1;

    public bool Found { get; private set; } = true;

    public void Add(char character)
    {
        Found = Query.Length < Limit && !char.IsSurrogate(character) && Harmless.Line(character.ToString())[0] == character;
        if (!Found)
            return;
        Query += character;
        Look(Index < 0 ? history.Count - 1 : Index);
    }

    public void TakeBack()
    {
        Query = Query.Length > 0 ? Query[..^1] : "";
        Index = -1;
        Look(history.Count - 1);
    }

    public void Older() => Look(Index < 0 ? history.Count - 1 : Index - 1);

    private void Look(int from)
    {
        Found = true;
        if (Query.Length == 0)
            return;

        for (var i = from; i >= 0; i--)
        {
            if (history[i].Contains(Query, StringComparison.OrdinalIgnoreCase))
            {
                Index = i;
                return;
            }
        }

        Found = false;
    }
}
