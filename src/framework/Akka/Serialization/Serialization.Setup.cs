namespace Akka.Serialization;

using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

/// <content>How serializers and bindings are read from <c>akka.actor</c> and from the setup.</content>
public partial class Serialization
{
    private void ReadConfiguration()
    {
        var actor = System.Settings.Config.GetConfig("akka.actor") ?? Config.Empty;
        foreach (var (alias, value) in Entries(actor, "serializers"))
        {
            var typeName = value.GetString() ?? string.Empty;
            if (TypeNames.Find(typeName) is { } type)
                AddSerializer(alias, Create(alias, type, actor.GetConfig($"serialization-settings.\"{alias}\"")));
            else
                Warn($"The serializer '{alias}' is left out: no type [{typeName}] can be found.");
        }

        foreach (var (typeName, value) in Entries(actor, "serialization-bindings"))
        {
            // A binding to nothing is how a binding of a lower configuration is taken back.
            if (value.GetString() is not { Length: > 0 } alias)
                continue;
            if (TypeNames.Find(typeName) is not { } type)
                Warn($"A binding to the serializer '{alias}' is left out: no type [{typeName}] can be found.");
            else if (!_byName.TryGetValue(alias, out var serializer))
                Warn($"The binding of [{typeName}] is left out: there is no serializer '{alias}'.");
            else
                AddSerializationMap(type, serializer);
        }
    }

    private void ReadSetup()
    {
        var setup = System.Settings.Setup.Get<SerializationSetup>();
        if (!setup.HasValue)
            return;

        foreach (var details in setup.Value.CreateSerializers(System))
        {
            AddSerializer(details.Alias, details.Serializer);
            foreach (var type in details.UseFor)
                AddSerializationMap(type, details.Serializer);
        }
    }

    /// <summary>
    /// One that has settings is made with them, also where they are a lower configuration's: it must have a constructor that takes them.
    /// </summary>
    private Serializer Create(string alias, Type type, Config? settings)
    {
        object[] arguments = settings is null || settings.IsEmpty ? [System] : [System, settings];
        try
        {
            return Activator.CreateInstance(type, arguments) as Serializer
                ?? throw new ConfigurationException($"The serializer '{alias}': [{type}] is no {typeof(Serializer)}.");
        }
        catch (TargetInvocationException e)
        {
            throw new ConfigurationException($"The serializer '{alias}' [{type}] failed to start: {e.InnerException?.Message}", e.InnerException);
        }
        catch (MissingMethodException e)
        {
            var wanted = nameof(ExtendedActorSystem) + (arguments.Length > 1 ? $" and a {nameof(Config)}, though it has settings" : string.Empty);
            throw new ConfigurationException($"The serializer '{alias}' [{type}] has no constructor that takes an {wanted}.", e);
        }
    }

    private static IEnumerable<KeyValuePair<string, Configuration.Hocon.HoconValue>> Entries(Config actor, string section) =>
        actor.GetConfig(section)?.AsEnumerable() ?? [];

    private void Warn(string what) => System.EventStream?.Publish(new Warning(nameof(Serialization), typeof(Serialization), what));
}
