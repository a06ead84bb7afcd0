namespace Petabridge.Cmd.Host.Builtin;

using System.Collections;
using System.Text.Json.Nodes;

/// <summary>One line of an answer: a name and what it is, for people and for programs.</summary>
internal sealed record Fact(string Name, string Text, JsonNode? Json = null);

/// <summary>An answer of several facts, aligned for people, or as one JSON object.</summary>
internal sealed class Facts : IEnumerable<Fact>
{
    private readonly List<Fact> _facts = [];

    public void Add(Fact fact) => _facts.Add(fact);

    public IEnumerator<Fact> GetEnumerator() => _facts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public string ToText()
    {
        if (_facts.Count == 1)
            return _facts[0].Text;
        var width = _facts.Max(fact => fact.Name.Length);
        return string.Join('\n', _facts.Select(fact => $"{fact.Name.PadRight(width)}  {fact.Text}"));
    }

    public string ToJson() => new JsonObject(_facts.Select(fact => KeyValuePair.Create<string, JsonNode?>(fact.Name, fact.Json ?? JsonValue.Create(fact.Text)))).ToJsonString();
}
