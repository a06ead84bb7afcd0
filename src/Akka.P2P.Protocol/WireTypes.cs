namespace Akka.P2P.Protocol;

using System.Collections.Frozen;
using System.Reflection;

/// <summary>
/// Everything that Hyperion may construct from bytes that came over a link: the messages marked <see cref="IWireMessage"/> and all
/// types that can be reached from their fields, nothing else. <see cref="SliceData"/> has a serializer of its own and is not among them.
/// </summary>
public static class WireTypes
{
    /// <summary>Messages and reachable types alike, in no order. Interfaces and abstract types are never among them.</summary>
    public static FrozenSet<Type> AllowList { get; } = Reachable().ToFrozenSet();

    /// <summary>The messages that Hyperion carries.</summary>
    public static IEnumerable<Type> Messages => typeof(WireTypes).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IWireMessage)) && t != typeof(SliceData));

    private static HashSet<Type> Reachable()
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>(Messages);
        while (open.TryPop(out var type))
        {
            if (type.IsInterface || type == typeof(object) || !seen.Add(type))
                continue;
            if (type.IsArray)
                open.Push(type.GetElementType()!);
            foreach (var argument in type.GetGenericArguments())
                open.Push(argument);
            if (type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(Guid))
                continue;
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                open.Push(field.FieldType);
        }

        return seen;
    }
}
