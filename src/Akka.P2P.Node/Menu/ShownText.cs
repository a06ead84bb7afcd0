namespace Akka.P2P.Node.Menu;

using Akka.P2P.Core.Talking;

/// <summary>Lines as they may go to a terminal: nothing in them is obeyed by it or misread by an eye, whoever wrote them.</summary>
internal static class ShownText
{
    private const int MostCharacters = 8192;

    public static string Of(string line) => SafeText.Of(line, MostCharacters);
}
