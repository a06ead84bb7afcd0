namespace Akka.Util;

using System.Collections.Concurrent;
using System.Text;

/// <summary>Helpers about types.</summary>
public static class TypeExtensions
{
    // Bounded by the types of the process, of which each is described once.
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    /// <summary>True when <paramref name="type"/> is, or derives from, or implements <typeparamref name="T"/>.</summary>
    public static bool Implements<T>(this Type type) => Implements(type, typeof(T));

    /// <summary>True when <paramref name="type"/> is, or derives from, or implements <paramref name="moreGeneralType"/>.</summary>
    public static bool Implements(this Type type, Type moreGeneralType) => moreGeneralType.IsAssignableFrom(type);

    /// <summary>
    /// The name by which a type travels: full name and simple assembly name, without versions, for its type arguments as well.
    /// </summary>
    public static string TypeQualifiedName(this Type type) => Names.GetOrAdd(type, static described =>
    {
        var name = new StringBuilder();
        Append(name, described);
        return name.Append(", ").Append(described.Assembly.GetName().Name).ToString();
    });

    private static void Append(StringBuilder name, Type type)
    {
        if (type.IsArray)
        {
            Append(name, type.GetElementType()!);
            name.Append('[').Append(',', type.GetArrayRank() - 1).Append(']');
            return;
        }

        if (!type.IsConstructedGenericType)
        {
            name.Append(type.FullName);
            return;
        }

        name.Append(type.GetGenericTypeDefinition().FullName).Append('[');
        var separator = "[";
        foreach (var argument in type.GetGenericArguments())
        {
            name.Append(separator).Append(argument.TypeQualifiedName()).Append(']');
            separator = ",[";
        }

        name.Append(']');
    }
}
