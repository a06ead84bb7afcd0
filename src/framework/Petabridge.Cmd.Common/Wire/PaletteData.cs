namespace Petabridge.Cmd.Common.Wire;

/// <summary>A palette on the wire.</summary>
internal sealed record PaletteData(string Name, CommandData[] Commands)
{
    public static PaletteData Of(CommandPalette palette) => new(palette.ModuleName, [.. palette.Commands.Select(CommandData.Of)]);

    /// <exception cref="InvalidDataException">The host describes what can't be.</exception>
    public CommandPalette ToPalette()
    {
        try
        {
            return new CommandPalette(Name, (Commands ?? []).Select(command => command.ToDefinition()));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NullReferenceException)
        {
            throw new InvalidDataException($"The host describes palette '{Name}' in a way that this console doesn't understand: {e.Message}", e);
        }
    }
}

internal sealed record CommandData(string Name, string Description, ArgumentData[] Arguments)
{
    public static CommandData Of(CommandDefinition command) => new(command.Name, command.Description, [.. command.Arguments.Select(ArgumentData.Of)]);

    public CommandDefinition ToDefinition()
    {
        var builder = new CommandDefinitionBuilder().WithName(Name).WithDescription(Description);
        foreach (var argument in Arguments ?? [])
            builder.WithArgument(argument.Describe);
        return builder.Build();
    }
}

internal sealed record ArgumentData(
    string Name, string Description, string[] Switches, bool Mandatory, bool Multiple, bool Flag, string? Default, string[] Suggested)
{
    public static ArgumentData Of(ArgumentDefinition argument) => new(
        argument.Name, argument.Description, argument.IsPositional ? [] : [.. argument.Switch],
        argument.IsMandatory, argument.AllowsMultiple, argument.IsFlag, argument.DefaultValue, [.. argument.SuggestedValues]);

    public ArgumentDefinitionBuilder Describe(ArgumentDefinitionBuilder builder)
    {
        builder.WithName(Name).WithDescription(Description).IsMandatory(Mandatory).AllowMultiple(Multiple).IsFlag(Flag)
            .WithDefaultValues(Suggested ?? []);
        if (Default is not null)
            builder.WithDefaultValue(Default);
        foreach (var one in Switches ?? [])
            builder.WithSwitch(one);
        return builder;
    }
}
