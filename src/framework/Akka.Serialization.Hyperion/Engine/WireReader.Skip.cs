namespace Hyperion.Internal;

/// <content>Passes over members that this version of a type hasn't: no type is looked for, nothing is made.</content>
internal sealed partial class WireReader
{
    public void Skip(WireKind kind)
    {
        if (kind == WireKind.Any)
            SkipAny();
        else
            Slots.Read(this, kind);
    }

    private void SkipAny()
    {
        var tag = Unsigned();
        switch (tag)
        {
            case Wire.Null:
                break;
            case Wire.Reference:
                Unsigned();
                break;
            case Wire.NewType:
                SkipDescribed(NewType());
                break;
            case >= Wire.KnownType:
                SkipDescribed(TypeAt(tag - Wire.KnownType));
                break;
            default:
                SkipPlain(tag);
                break;
        }
    }

    private void SkipPlain(uint tag)
    {
        switch (tag < Wire.Simple ? WireKind.Any : (WireKind)(tag - Wire.Simple))
        {
            case WireKind.String or WireKind.Uri or WireKind.Version or WireKind.Type:
                Take(Unsigned() >> 1);
                break;
            case WireKind.Bytes:
                Publish(Reserve(indexed: true), Skipped);
                Take(Unsigned());
                break;
            case WireKind.PlainObject:
                break;
            default:
                Slots.Read(this, (WireKind)(tag - Wire.Simple));
                break;
        }
    }

    private void SkipDescribed(WireType type)
    {
        Publish(Reserve(type.IsIndexed), Skipped);
        Descend();
        switch (type.Shape)
        {
            case WireShape.Raw:
                var elements = CountOrDefault(Slots.RawSize(type.Kinds[0]));
                Take((long)Math.Max(0, elements) * Slots.RawSize(type.Kinds[0]));
                break;
            case WireShape.Sequence:
                for (var left = CountOrDefault(); left > 0; left--)
                    Skip(type.Kinds[0]);
                break;
            case WireShape.Map:
                for (var left = Count(2); left > 0; left--)
                {
                    Skip(type.Kinds[0]);
                    Skip(type.Kinds[1]);
                }

                break;
            default:
                foreach (var kind in type.Kinds)
                    Skip(kind);
                break;
        }

        _depth--;
    }
}
