namespace Akka.P2P.Pbm.Completing;

using System.Collections.Immutable;
using Akka.P2P.Pbm.Editing;
using Akka.P2P.Pbm.Help;
using Petabridge.Cmd;

/// <summary>What could stand behind a command's name.</summary>
/// <param name="command">Its description.</param>
/// <param name="done">The words behind the name that are complete.</param>
/// <param name="word">The word that is typed; empty where one could begin.</param>
internal sealed class ArgumentCompletion(CommandDefinition command, ImmutableList<CommandToken> done, CommandToken word)
{
    private readonly HashSet<ArgumentDefinition> _given = [];
    private ArgumentDefinition? _open;
    private bool _onlyValues;

    public Completion Find()
    {
        foreach (var token in done)
            Take(token);
        if (_open is { } waiting && !IsSwitch(word))
            return Values(waiting, word.Text, word.Start);

        var cut = word.Text.IndexOf('=', StringComparison.Ordinal);
        if (IsSwitch(word) && cut > 0 && ByName(word.Text[..cut]) is { IsFlag: false } named)
            return Assigned(named, cut);
        if (IsSwitch(word))
            return new Completion(word.Start, [.. Switches().Where(candidate => candidate.Text.StartsWith(word.Text, StringComparison.Ordinal))]);

        var place = command.Arguments.FirstOrDefault(argument => argument.IsPositional && (argument.AllowsMultiple || !_given.Contains(argument)));
        var values = place is null ? new Completion(word.Start, []) : Values(place, word.Text, word.Start);
        // Where nothing is typed yet a switch could begin as well.
        return word.Text.Length > 0 || word.IsQuoted || _onlyValues ? values : values with { Candidates = [.. values.Candidates, .. Switches()] };
    }

    private void Take(CommandToken token)
    {
        if (_open is not null && !IsSwitch(token))
        {
            _open = null;
            return;
        }

        _open = null;
        if (!_onlyValues && token is { Text: "--", IsQuoted: false })
        {
            _onlyValues = true;
            return;
        }

        if (!IsSwitch(token))
        {
            if (command.Arguments.FirstOrDefault(argument => argument.IsPositional && !_given.Contains(argument)) is { } place)
                _given.Add(place);
            return;
        }

        var cut = token.Text.IndexOf('=', StringComparison.Ordinal);
        if (ByName(cut > 0 ? token.Text[..cut] : token.Text) is not { } argument)
            return;
        _given.Add(argument);
        if (cut < 0 && !argument.IsFlag)
            _open = argument;
    }

    private bool IsSwitch(CommandToken token) => !_onlyValues && !token.IsQuoted && token.Text.StartsWith('-');

    private ArgumentDefinition? ByName(string name) => command.Arguments.FirstOrDefault(argument => !argument.IsPositional && argument.Switch.Contains(name));

    private IEnumerable<Candidate> Switches() =>
    [
        .. from argument in command.Arguments
           where !argument.IsPositional && (argument.AllowsMultiple || !_given.Contains(argument))
           from spelling in argument.Switch
           select new Candidate(spelling, HelpPages.Explained(argument)),
        .. command.Arguments.Any(argument => argument.Switch.Contains(Command.JsonSwitch)) || done.Any(token => token.Text == Command.JsonSwitch)
            ? Array.Empty<Candidate>()
            : [new Candidate(Command.JsonSwitch, "the answer as JSON")],
    ];

    private Completion Assigned(ArgumentDefinition argument, int cut)
    {
        var name = word.Text[..(cut + 1)];
        var values = Values(argument, word.Text[(cut + 1)..], word.Start);
        return values with { Candidates = [.. values.Candidates.Select(value => value with { Text = name + value.Text })] };
    }

    private Completion Values(ArgumentDefinition argument, string begun, int start)
    {
        var values = argument.DefaultValue is { } value ? argument.SuggestedValues.Insert(0, value) : argument.SuggestedValues;
        return new Completion(
            start,
            [.. values.Distinct().Where(value => value.StartsWith(begun, StringComparison.Ordinal)).Select(value => new Candidate(Quoted(value)))],
            $"{HelpPages.Written(argument)}  {HelpPages.Explained(argument)}".TrimEnd());
    }

    // As the word was begun, so that it can be completed in parts.
    private string Quoted(string value)
    {
        var plain = CommandTokenizer.Quote(value);
        if (!word.IsQuoted || plain.StartsWith('"'))
            return plain;
        return $"\"{value}\"";
    }
}
