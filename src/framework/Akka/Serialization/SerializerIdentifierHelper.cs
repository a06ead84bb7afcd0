namespace Akka.Serialization;

using Akka.Actor;

/// <summary>Looks serializers' ids up.</summary>
public static class SerializerIdentifierHelper
{
    private const string Path = "akka.actor.serialization-identifiers";

    /// <summary>The id of a serializer's type in <c>akka.actor.serialization-identifiers</c>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        var identifiers = system.Settings.Config.GetConfig(Path);
        if (identifiers is not null)
        {
            foreach (var (name, id) in identifiers.AsEnumerable())
            {
                if (TypeNames.Find(name) == type)
                    return id.GetInt();
            }
        }

        throw new ArgumentException($"Couldn't find a serializer id for [{type}] under [{Path}].", nameof(type));
    }
}
