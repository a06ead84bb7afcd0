namespace Akka.Serialization;

using Akka.Actor.Setup;
using Newtonsoft.Json;

/// <summary>Changes the JSON settings by code, after the configuration.</summary>
public sealed class NewtonSoftJsonSerializerSetup : Setup
{
    private NewtonSoftJsonSerializerSetup(Action<JsonSerializerSettings> settings) => ApplySettings = settings;

    /// <summary>Makes the changes.</summary>
    public Action<JsonSerializerSettings> ApplySettings { get; }

    /// <summary>A setup that makes these changes.</summary>
    public static NewtonSoftJsonSerializerSetup Create(Action<JsonSerializerSettings> settings) => new(settings);
}
