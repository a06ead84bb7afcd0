namespace Akka.P2P.Actors.Settings;

using System.Collections.Immutable;

/// <summary>The configuration is not usable. All that is wrong with it is named at once, each with its full key.</summary>
public sealed class SettingsException(ImmutableArray<string> errors)
    : Exception("The configuration has errors:" + string.Concat(errors.Select(e => Environment.NewLine + "  " + e)))
{
    /// <summary>One sentence an error.</summary>
    public ImmutableArray<string> Errors { get; } = errors;
}
