namespace Akka.Configuration;

using Akka.Actor;

/// <summary>A setting is missing or can't be read as what it should be, or a HOCON text can't be parsed.</summary>
public class ConfigurationException : AkkaException
{
    /// <summary>An exception that says what is wrong.</summary>
    public ConfigurationException(string? message)
        : base(message)
    {
    }

    /// <summary>An exception that says what is wrong, and what led to it.</summary>
    public ConfigurationException(string? message, Exception? exception)
        : base(message, exception)
    {
    }

    /// <summary>The failure of <typeparamref name="T"/> to start because its section is absent or empty.</summary>
    /// <param name="path">Where the section was looked for; null when it was handed over as it is.</param>
    public static ConfigurationException NullOrEmptyConfig<T>(string? path = null) =>
        new(string.IsNullOrWhiteSpace(path)
            ? $"Failed to create {typeof(T)}: its configuration section is null or empty."
            : $"Failed to create {typeof(T)}: the configuration section '{path}' is null or empty.");
}
