namespace Akka.P2P.Fuzz;

using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <summary>Wire messages with whatever a stranger might put into them: nulls, defaults, extremes, and now and then what is true.</summary>
internal static class Messages
{
    private static readonly string[] Texts =
        ["", "a", "..", "\0", "127.0.0.1", "256.256.256.256", "[::1]", new string('x', 5000), "\u202Eexe.bin", "/etc/passwd", "0123456789abcdef", "zz"];

    private static readonly int[] Ints = [0, 1, -1, 2, 200, 65536, 16 << 20, int.MaxValue, int.MinValue, 1 << 30];

    private static readonly long[] Longs = [0, 1, -1, 65536, long.MaxValue, long.MinValue, 1L << 40];

    public static object Any(Type type, Random random, IReadOnlyList<TorrentId>? torrents = null)
    {
        var message = RuntimeHelpers.GetUninitializedObject(type);
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (random.Next(6) != 0)
                    field.SetValue(message, Value(field.FieldType, random, torrents));
            }
        }

        return message;
    }

    private static object? Value(Type type, Random random, IReadOnlyList<TorrentId>? torrents)
    {
        if (type == typeof(int))
            return Ints[random.Next(Ints.Length)];
        if (type == typeof(long))
            return Longs[random.Next(Longs.Length)];
        if (type == typeof(bool))
            return random.Next(2) == 0;
        if (type == typeof(Guid))
            return random.Next(4) == 0 ? Guid.Empty : new Guid(Bytes(random, 16));
        if (type == typeof(string))
            return random.Next(5) == 0 ? null : Texts[random.Next(Texts.Length)];
        if (type == typeof(byte[]))
            return random.Next(5) == 0 ? null : Bytes(random, random.Next(4) switch { 0 => 0, 1 => 20, 2 => WireLimits.PageBytes, _ => random.Next(200) });
        if (type.IsEnum)
            return Enum.ToObject(type, Ints[random.Next(Ints.Length)]);
        if (type == typeof(TorrentId) && torrents is { Count: > 0 } && random.Next(3) != 0)
            return torrents[random.Next(torrents.Count)];
        if (type == typeof(TorrentId) || type == typeof(PeerId))
            return random.Next(4) == 0 ? Activator.CreateInstance(type) : Any(type, random, torrents);
        if (type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return random.Next(4) == 0 ? Activator.CreateInstance(type) : List(type.GetGenericArguments()[0], random, torrents);
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return random.Next(3) == 0 ? null : Value(inner, random, torrents);
        if (type.IsValueType && type.IsPrimitive)
            return Activator.CreateInstance(type);
        if (type.IsClass && random.Next(6) == 0)
            return null;
        return type.IsAbstract || type.IsInterface ? null : Any(type, random, torrents);
    }

    private static object List(Type element, Random random, IReadOnlyList<TorrentId>? torrents)
    {
        var array = Array.CreateInstance(element, random.Next(5) == 0 ? 1000 : random.Next(4));
        for (var i = 0; i < array.Length; i++)
            array.SetValue(Value(element, random, torrents), i);
        return typeof(ImmutableArray).GetMethods().Single(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(element).Invoke(null, [array])!;
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
