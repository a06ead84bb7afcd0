namespace Akka.Serialization.Hyperion.Tests;

using System.Collections.Immutable;

internal enum Colour : short
{
    Red = -5,
    Green = 7,
}

internal sealed record Plain(
    bool Bool, byte Byte, sbyte SByte, short Int16, ushort UInt16, int Int32, uint UInt32, long Int64, ulong UInt64, char Char,
    float Single, double Double, decimal Decimal, Guid Guid, DateTime DateTime, DateTimeOffset Offset, TimeSpan Time, string Text, Colour Colour,
    int? Some, int? None, Colour? SomeColour, DateOnly Day, Uri Uri, Version Version);

internal abstract record Animal(string Name);

internal sealed record Dog(string Name, int Age) : Animal(Name);

internal sealed record Cat(string Name, Animal? Enemy) : Animal(Name);

internal sealed record Lists(
    IReadOnlyList<int> Numbers,
    IEnumerable<string> Texts,
    ImmutableArray<Dog> Dogs,
    ImmutableArray<long> None,
    ImmutableDictionary<string, Animal> Animals,
    IReadOnlySet<Guid> Ids,
    object Anything);

internal struct Point
{
    public double X;
    private readonly int _y;

    public Point(double x, int y)
    {
        X = x;
        _y = y;
    }

    public readonly int Y => _y;
}

internal sealed class Node
{
    public static int Constructed;

    public Node() => Constructed++;

    public string Name { get; private set; } = "unset";

    public Node? Next { get; set; }

    public List<Node> Friends { get; init; } = [];

    [NonSerialized]
    public int Temporary;

    public Node Named(string name)
    {
        Name = name;
        return this;
    }
}

internal sealed class NodeException(string message, Node node, Exception inner) : Exception(message, inner)
{
    public Node Node { get; } = node;
}
