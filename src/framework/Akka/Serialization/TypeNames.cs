namespace Akka.Serialization;

using System.Collections.Concurrent;
using System.Runtime.Serialization;

/// <summary>Finds types by names that came from configuration or from another node.</summary>
internal static class TypeNames
{
    private const int MaxLength = 4096;
    private const int MaxBrackets = 128;
    private const int MaxRemembered = 10_000;

    // Only names that led to a type are kept, and no more than MaxRemembered: a peer can spell one type in many ways.
    private static readonly ConcurrentDictionary<string, Type> Known = new(StringComparer.Ordinal);

    /// <summary>The type of that name, or null. Whatever is wrong with the name counts as there being no such type.</summary>
    public static Type? Find(string name)
    {
        if (Known.TryGetValue(name, out var known))
            return known;
        if (name.Length is 0 or > MaxLength || name.AsSpan().Count('[') > MaxBrackets)
            return null;

        Type? found;
        try
        {
            found = Type.GetType(name, throwOnError: false);
        }
        catch (Exception e) when (e is ArgumentException or TypeLoadException or IOException or BadImageFormatException or NotSupportedException)
        {
            return null;
        }

        if (found is not null && Known.Count < MaxRemembered)
            Known.TryAdd(name, found);
        return found;
    }

    /// <summary>The type that a manifest names.</summary>
    /// <exception cref="SerializationException">There is none.</exception>
    public static Type OfManifest(string manifest, int serializerId) => Find(manifest) ?? throw new SerializationException(
        $"No type [{Shorten(manifest)}] can be found, which the manifest for the serializer with id [{serializerId}] names.");

    public static string Shorten(string text) => text.Length > 200 ? text[..197] + "..." : text;
}
