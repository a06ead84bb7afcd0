namespace Petabridge.Cmd;

using System.Collections.Immutable;

/// <summary>Describes one argument; see <see cref="CommandDefinitionBuilder.WithArgument"/>.</summary>
public sealed class ArgumentDefinitionBuilder
{
    private string _name = "";
    private string _description = "";
    private ImmutableList<string> _switches = [];
    private ImmutableList<string> _suggested = [];
    private string? _default;
    private bool _mandatory;
    private bool _multiple;
    private bool _flag;

    internal ArgumentDefinitionBuilder()
    {
    }

    public ArgumentDefinitionBuilder WithName(string name)
    {
        _name = name;
        return this;
    }

    public ArgumentDefinitionBuilder WithDescription(string description)
    {
        _description = description;
        return this;
    }

    /// <summary>Whether the command is refused without it.</summary>
    public ArgumentDefinitionBuilder IsMandatory(bool isMandatory)
    {
        _mandatory = isMandatory;
        return this;
    }

    /// <summary>One spelling, e.g. <c>-v</c>; may be called again for another. Without any the argument is positional (ours).</summary>
    public ArgumentDefinitionBuilder WithSwitch(string @switch)
    {
        _switches = _switches.Add(@switch);
        return this;
    }

    /// <summary>The value that stands when the argument isn't given.</summary>
    public ArgumentDefinitionBuilder WithDefaultValue(string value)
    {
        _default = value;
        return this;
    }

    /// <summary>Values that a console offers as completion.</summary>
    public ArgumentDefinitionBuilder WithDefaultValues(params string[] values)
    {
        _suggested = _suggested.AddRange(values);
        return this;
    }

    /// <summary>Whether it may be given more than once.</summary>
    public ArgumentDefinitionBuilder AllowMultiple(bool allowMultiple)
    {
        _multiple = allowMultiple;
        return this;
    }

    /// <summary>
    /// Says that the switch takes no value, so that what follows it is an argument of its own. Ours: Petabridge's builder doesn't have it,
    /// and takes the next word as the value.
    /// </summary>
    public ArgumentDefinitionBuilder IsFlag(bool isFlag = true)
    {
        _flag = isFlag;
        return this;
    }

    /// <exception cref="InvalidOperationException">It has no name, a switch that nobody could type, or is a flag without a switch.</exception>
    internal ArgumentDefinition Build()
    {
        if (string.IsNullOrWhiteSpace(_name))
            throw new InvalidOperationException("An argument needs a name: WithName was not called.");
        if (_switches.FirstOrDefault(s => !Words.IsWord(s)) is { } bad)
            throw new InvalidOperationException($"Argument '{_name}': '{bad}' can't be a switch, since it is empty or holds a blank, a quote or '='.");
        if (_flag && _switches.IsEmpty)
            throw new InvalidOperationException($"Argument '{_name}' is a flag and needs a switch: WithSwitch was not called.");
        return new ArgumentDefinition(_name, _description ?? "", _switches, _mandatory, _multiple, _flag, _default, _suggested);
    }
}
