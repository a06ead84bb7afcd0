namespace Petabridge.Cmd;

using System.Collections.Immutable;

/// <summary>One argument of a command, as its palette describes it.</summary>
/// <remarks>
/// An argument without a switch is positional (an addition of ours): it takes the words that follow no switch, in the order of
/// definition, and reaches the handler under its own name, which is then the only entry of <see cref="Switch"/>.
/// </remarks>
public sealed class ArgumentDefinition
{
    internal ArgumentDefinition(
        string name, string description, ImmutableList<string> switches, bool isMandatory, bool allowsMultiple, bool isFlag, string? defaultValue, ImmutableList<string> suggestedValues)
    {
        Name = name;
        Description = description;
        IsPositional = switches.IsEmpty;
        Switch = switches.IsEmpty ? [name] : switches;
        IsMandatory = isMandatory;
        AllowsMultiple = allowsMultiple;
        IsFlag = isFlag;
        DefaultValue = defaultValue;
        SuggestedValues = suggestedValues;
    }

    public string Name { get; }

    public string Description { get; }

    /// <summary>Every spelling that a user may type, e.g. <c>-v</c> and <c>--volume</c>.</summary>
    public ImmutableList<string> Switch { get; }

    public bool IsMandatory { get; }

    /// <summary>Whether it may be given more than once.</summary>
    public bool AllowsMultiple { get; }

    /// <summary>Whether the switch stands alone and takes no value. Ours.</summary>
    public bool IsFlag { get; }

    /// <summary>Whether it is given without a switch, by its place. Ours.</summary>
    public bool IsPositional { get; }

    /// <summary>The value that the handler sees when the argument isn't given; null: none.</summary>
    public string? DefaultValue { get; }

    /// <summary>What a console offers as completion.</summary>
    public ImmutableList<string> SuggestedValues { get; }

    /// <summary>How it is written in a line of help: <c>&lt;id&gt;</c>, <c>-v &lt;volume&gt;</c>, <c>[--all]</c>, <c>[-v &lt;volume&gt;]...</c>.</summary>
    public string Usage
    {
        get
        {
            var body = IsPositional ? $"<{Name}>" : IsFlag ? Switch[^1] : $"{Switch[^1]} <{Name}>";
            return (IsMandatory ? body : $"[{body}]") + (AllowsMultiple ? "..." : "");
        }
    }

    public override string ToString() => Usage;
}
